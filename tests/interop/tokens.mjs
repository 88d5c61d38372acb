// Badges as SD-JWTs: issued, shown in part and verified, each here and there.

import {execFileSync, spawnSync} from 'node:child_process';
import {createHash, createPrivateKey, createPublicKey, randomBytes, sign, verify} from 'node:crypto';
import {readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {SDJwtInstance} from '@sd-jwt/core';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';

const NONCE = 'asked only once';
const AUDIENCE = 'https://verifier.example';
const AWARD = {
  id: 'https://college.example/achievements/maps',
  title: {en: 'Reading maps'},
  description: {en: 'Finds the way with map and compass.'},
  criteria: {en: 'Walked a route of ten kilometres.'},
  provider: {name: 'Example College'},
  started: '2026-01-05T09:00:00Z',
  ended: '2026-01-14T17:00:00Z',
  awarded: '2026-01-15T09:00:00Z'
};
const HIDDEN = ['activityStartDate', 'activityEndDate'];

const hasher = (data, algorithm) => createHash(algorithm.replace('-', '')).update(data).digest();
const ecdsa = key => ({key, dsaEncoding: 'ieee-p1363'});
const signer = key => data => sign('sha256', Buffer.from(data), ecdsa(key)).toString('base64url');
const verifier = key => (data, value) => verify('sha256', Buffer.from(data), ecdsa(key), Buffer.from(value, 'base64url'));

export async function shownAsToken({openbadges, folder, expect}) {
  const run = args => execFileSync(openbadges, args, {encoding: 'utf8'}).trim();
  const keep = (name, text) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const status = (text, nonce) => {
    const asked = ['--challenge', nonce, '--domain', AUDIENCE];
    const args = ['verify', '--offline', keep('shown.sd-jwt', text), ...nonce ? asked : []];
    return spawnSync(openbadges, args, {encoding: 'utf8'}).status;
  };
  /** A key on P-256 by its did:key, for both. */
  const keyPair = async name => {
    const path = join(folder, name);
    rmSync(path, {force: true});
    run(['keygen', '--alg', 'p256', '--pem', '--out', path]);
    const secret = createPrivateKey(readFileSync(path));
    const multikey = await EcdsaMultikey.fromJwk({jwk: createPublicKey(secret).export({format: 'jwk'})});
    const {publicKeyMultibase: value} = await multikey.export({publicKey: true});
    return {path, secret, open: createPublicKey(secret), did: `did:key:${value}`, method: `did:key:${value}#${value}`};
  };
  const issuer = await keyPair('issuer.pem');
  const learner = await keyPair('learner.pem');
  const there = new SDJwtInstance({
    hasher, hashAlg: 'sha-256', saltGenerator: length => randomBytes(length).toString('base64url').slice(0, length),
    signer: signer(issuer.secret), signAlg: 'ES256', verifier: verifier(issuer.open),
    kbSigner: signer(learner.secret), kbSignAlg: 'ES256', kbVerifier: verifier(learner.open)
  });
  const award = keep('award.json', JSON.stringify({...AWARD, learner: {id: learner.did}}));
  const ours = run(['issue', award, '--key', issuer.path, '--form', 'vc+sd-jwt']);
  const {'_sd_alg': _, ...payload} = await there.getClaims(ours);
  const theirs = await there.issue(payload, {credentialSubject: {_sd: HIDDEN, _sd_decoy: 2}},
    {header: {typ: 'vc+sd-jwt', kid: issuer.method}});
  const part = {credentialSubject: {activityEndDate: true}};
  const shownThere = badge => there.present(badge, part,
    {kb: {payload: {iat: Math.floor(Date.now() / 1000), aud: AUDIENCE, nonce: NONCE}}});
  const shownHere = badge => run(['present', keep('badge.sd-jwt', badge), '--by-itself', '--key', learner.path,
    '--show', '/credentialSubject/activityEndDate', '--challenge', NONCE, '--domain', AUDIENCE]);
  for(const [issued, badge] of [['here', ours], ['there', theirs]]) {
    expect(`SD-JWT issued ${issued}: accepted here`, status(badge) === 0);
    for(const [shown, show] of [['here', shownHere], ['there', shownThere]]) {
      const text = await show(badge);
      const what = `SD-JWT issued ${issued}, shown ${shown}`;
      expect(`${what}: accepted here, for this question alone`, status(text, NONCE) === 0 && status(text, 'another') === 1);
      const verified = await there.verify(text, undefined, true);
      const subject = verified.payload.credentialSubject;
      expect(`${what}: verified there, with what is shown and no more`, verified.kb.payload.nonce === NONCE &&
        subject.activityEndDate === payload.credentialSubject.activityEndDate && !('activityStartDate' in subject));
      const more = text.replace('~', `~${Buffer.from('["s","name","Doctor"]').toString('base64url')}~`);
      expect(`${what}: one with more than was signed is refused here`, status(more, NONCE) === 1);
    }
  }
}
