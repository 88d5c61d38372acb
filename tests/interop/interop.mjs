// Issues badges here and verifies them with another implementation, and the other way round; derives what is shown in part here and
// there; then compares what both make of generated credentials, which `cargo run --example generate` writes.
// Usage: node interop.mjs PATH-OF-openbadges FILE-OF-GENERATED [FOLDER-OF-PUBLISHED-CONTEXTS]
// Contexts come from the published documents where the folder is given, else from `openbadges context URL`.

import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as DidKey from '@digitalbazaar/did-method-key';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';
import {compareProcessors} from './processors.mjs';
import {shownInPart} from './selective.mjs';
import {shownAsToken} from './tokens.mjs';

const [openbadges, generated, contexts] = process.argv.slice(2);
if(!openbadges || !generated) {
  console.error('usage: node interop.mjs PATH-OF-openbadges FILE-OF-GENERATED [FOLDER-OF-PUBLISHED-CONTEXTS]');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'openbadges-interop-'));
const published = contexts ? JSON.parse(readFileSync(join(contexts, 'index.json'))) : [];
const didKey = DidKey.driver();
didKey.use({
  multibaseMultikeyHeader: 'z6Mk',
  fromMultibase: Ed25519Multikey.from
});

didKey.use({
  multibaseMultikeyHeader: 'zDna',
  fromMultibase: EcdsaMultikey.from
});

let passed = 0;
let failed = 0;
function expect(what, holds, detail) {
  console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}${holds || !detail ? '' : `: ${detail}`}`);
  holds ? passed++ : failed++;
}

async function documentLoader(url) {
  if(url.startsWith('did:key:')) {
    return {contextUrl: null, documentUrl: url, document: await didKey.get({url})};
  }
  return contextLoader(url);
}

const loaded = new Map();

/** The context document of a URL, or our own as `extension`. */
function contextLoader(url) {
  if(!loaded.has(url)) {
    const entry = published.find(e => e.url === url && e.role === 'current');
    const text = entry ? readFileSync(join(contexts, entry.file)) : run(['context', url]);
    loaded.set(url, {contextUrl: null, documentUrl: url, document: JSON.parse(text)});
  }
  return loaded.get(url);
}

function run(args) {
  return execFileSync(openbadges, args, {encoding: 'utf8'});
}

function verifyHere(file) {
  const result = spawnSync(openbadges, ['verify', '--json', '--offline', file], {encoding: 'utf8'});
  return {status: result.status, report: JSON.parse(result.stdout)};
}

async function verifyThere(badge) {
  const suite = new DataIntegrityProof({cryptosuite});
  return vc.verifyCredential({credential: badge, suite, documentLoader});
}

async function issuedHere() {
  const key = join(folder, 'key.json');
  const award = join(folder, 'award.json');
  run(['keygen', '--out', key]);
  writeFileSync(award, run(['new', 'award']));
  const out = join(folder, 'ours.json');
  run(['issue', award, '--key', key, '--suite', 'eddsa-rdfc-2022', '--out', out]);
  const badge = JSON.parse(readFileSync(out));
  const result = await verifyThere(badge);
  expect('a badge issued here is verified there', result.verified, JSON.stringify(result.error ?? {}, null, 1));

  const altered = structuredClone(badge);
  altered.credentialSubject.achievement.name = 'Something else';
  const refused = await verifyThere(altered);
  expect('an altered one is refused there', !refused.verified);
}

async function issuedThere() {
  const keyPair = await Ed25519Multikey.generate();
  const did = `did:key:${keyPair.publicKeyMultibase}`;
  keyPair.id = `${did}#${keyPair.publicKeyMultibase}`;
  keyPair.controller = did;
  const suite = new DataIntegrityProof({signer: keyPair.signer(), cryptosuite});
  const credential = {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
    id: 'urn:uuid:7e1f1ac1-6d0f-4b1c-8b4e-2a0b7a1c9f10',
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: 'Reading maps',
    issuer: {id: did, type: ['Profile'], name: 'Example College'},
    validFrom: '2026-01-15T09:00:00Z',
    credentialSubject: {
      id: 'did:example:learner',
      type: ['AchievementSubject'],
      creditsEarned: 2.5,
      achievement: {
        id: 'https://college.example/achievements/maps',
        type: ['Achievement'],
        achievementType: 'MicroCredential',
        name: 'Reading maps',
        description: 'Finds the way with map and compass.',
        criteria: {narrative: 'Walked a route of ten kilometres.'},
        creditsAvailable: 2.5
      }
    }
  };
  const badge = await vc.issue({credential, suite, documentLoader});
  const file = join(folder, 'theirs.json');
  writeFileSync(file, JSON.stringify(badge));
  const accepted = verifyHere(file);
  expect('a badge issued there is accepted here', accepted.status === 0 && accepted.report.verdict === 'accepted',
    JSON.stringify(accepted.report, null, 1));

  badge.credentialSubject.creditsEarned = 25;
  writeFileSync(file, JSON.stringify(badge));
  const refused = verifyHere(file);
  const proof = refused.report.checks.find(check => check.check === 'proof');
  expect('an altered one is rejected here', refused.status === 1 && proof.outcome === 'fail');
}

async function generatedCredentials() {
  const {count, alike, wrong} = await compareProcessors(generated, contextLoader);
  const holds = count >= 500 && wrong.length === 0;
  expect(`of ${count} generated credentials, ${alike} have the same canonical N-Quads there, the others as listed`, holds,
    wrong.join('\n'));
}

try {
  for(const file of [openbadges, generated]) {
    if(!existsSync(file)) {
      throw new Error(`no such file: ${file}`);
    }
  }
  await issuedHere();
  await issuedThere();
  await shownInPart({openbadges, folder, documentLoader, expect});
  await shownAsToken({openbadges, folder, expect});
  await generatedCredentials();
} finally {
  rmSync(folder, {recursive: true, force: true});
}
console.log(`interop: ${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
