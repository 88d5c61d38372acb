// Badges that are shown in part: issued, derived and verified, each here and there.

import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import {
  createDiscloseCryptosuite, createSignCryptosuite, createVerifyCryptosuite
} from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import * as vc from '@digitalbazaar/vc';

/** An award whose badge has no ordered list. */
const AWARD = {
  id: 'https://college.example/achievements/maps',
  title: {en: 'Reading maps'},
  description: {en: 'Finds the way with map and compass.'},
  criteria: {en: 'Walked a route of ten kilometres.'},
  learner: {id: 'did:example:learner', name: 'Robin Example'},
  provider: {name: 'Example College'},
  awarded: '2026-01-15T09:00:00Z'
};
const POINTERS = ['/credentialSubject/identifier'];

export async function shownInPart({openbadges, folder, documentLoader, expect}) {
  const run = args => execFileSync(openbadges, args, {encoding: 'utf8'});
  const file = (name, document) => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(document));
    return path;
  };
  const verifiedHere = document => {
    const path = file('shown.json', document);
    return spawnSync(openbadges, ['verify', '--offline', path], {encoding: 'utf8'});
  };
  const verifiedThere = async document => {
    const suite = new DataIntegrityProof({cryptosuite: createVerifyCryptosuite()});
    return vc.verifyCredential({credential: document, suite, documentLoader});
  };
  const derivedHere = base => JSON.parse(run(['derive', file('base.json', base), '--show', POINTERS[0]]));
  const derivedThere = base => {
    const suite = new DataIntegrityProof({cryptosuite: createDiscloseCryptosuite({selectivePointers: POINTERS})});
    return vc.derive({verifiableCredential: base, suite, documentLoader});
  };
  const issuedHere = award => {
    const key = join(folder, 'p256.json');
    if(!existsSync(key)) {
      run(['keygen', '--alg', 'p256', '--out', key]);
    }
    return JSON.parse(run(['issue', file('award.json', award), '--key', key, '--suite', 'ecdsa-sd-2023']));
  };
  const issuedThere = async credential => {
    const key = await EcdsaMultikey.generate({curve: 'P-256'});
    const did = `did:key:${key.publicKeyMultibase}`;
    key.id = `${did}#${key.publicKeyMultibase}`;
    key.controller = did;
    const mandatoryPointers = ['/id', '/issuer', '/validFrom', '/awardedDate', '/credentialSubject/achievement'];
    const suite = new DataIntegrityProof({signer: key.signer(), cryptosuite: createSignCryptosuite({mandatoryPointers})});
    const unsigned = {...credential, issuer: {...credential.issuer, id: did}};
    delete unsigned.proof;
    return vc.issue({credential: unsigned, suite, documentLoader});
  };

  const ours = issuedHere(AWARD);
  const theirs = await issuedThere(ours);
  for(const [issued, base] of [['here', ours], ['there', theirs]]) {
    for(const [derived, derive] of [['here', derivedHere], ['there', derivedThere]]) {
      const shown = await derive(base);
      const here = verifiedHere(shown);
      expect(`issued ${issued}, derived ${derived}: accepted here`, here.status === 0, here.stdout + here.stderr);
      const there = await verifiedThere(shown);
      expect(`issued ${issued}, derived ${derived}: verified there`, there.verified, JSON.stringify(there.error ?? {}, null, 1));
      const altered = structuredClone(shown);
      altered.credentialSubject.achievement.name = 'Something else';
      const refused = await verifiedThere(altered);
      expect('an altered one is refused by both', verifiedHere(altered).status === 1 && !refused.verified);
    }
  }
  const value = shown => [shown.proof].flat()[0].proofValue;
  expect('both derive the same proof from one badge', value(derivedHere(ours)) === value(await derivedThere(ours)));
  // The cells of a list are nodes for whoever verifies, however they were found again when the part was selected.
  const withList = issuedHere(JSON.parse(run(['new', 'award'])));
  const shown = derivedHere(withList);
  const there = await verifiedThere(shown);
  expect('issued and derived here with an ordered list: verified there', there.verified, JSON.stringify(there.error ?? {}, null, 1));
}
