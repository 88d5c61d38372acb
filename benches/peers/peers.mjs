// Verifies the same badges by @digitalbazaar/vc, with the packages that tests/interop pins, and prints what it costs in
// multiples of one bare Ed25519 strict verification: `case <badge> <way> <value> <marks>`.
// Usage: node peers.mjs UNIT-IN-MICROSECONDS FILE-OF-CONTEXTS; `./run` calls it.

import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';
import {readFileSync} from 'node:fs';

const [unit, file] = process.argv.slice(2);
const here = new URL('.', import.meta.url);
const require = createRequire(new URL('../../tests/interop/interop.mjs', here));
const load = async name => import(pathToFileURL(require.resolve(name)));
const {DataIntegrityProof} = await load('@digitalbazaar/data-integrity');
const DidKey = await load('@digitalbazaar/did-method-key');
const Ed25519Multikey = await load('@digitalbazaar/ed25519-multikey');
const {cryptosuite} = await load('@digitalbazaar/eddsa-rdfc-2022-cryptosuite');
const vc = await load('@digitalbazaar/vc');

const contexts = new Map(JSON.parse(readFileSync(file)).map(([url, text]) => [url, JSON.parse(text)]));
const didKey = DidKey.driver();
didKey.use({multibaseMultikeyHeader: 'z6Mk', fromMultibase: Ed25519Multikey.from});

async function documentLoader(url) {
  const document = url.startsWith('did:key:') ? await didKey.get({url}) : contexts.get(url);
  if(!document) {
    throw new Error(`no such document: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document};
}

async function verify(text) {
  const suite = new DataIntegrityProof({cryptosuite});
  // The status list is at nobody's address; the other routes do not look it up either.
  const checkStatus = async () => ({verified: true});
  return vc.verifyCredential({
    credential: JSON.parse(text), suite, documentLoader, checkStatus, now: new Date('2026-03-01T09:00:00Z')
  });
}

for(const name of ['full', 'minimal']) {
  const text = readFileSync(new URL(`../../fixtures/own/${name}.json`, here), 'utf8');
  const times = [];
  let result;
  // The first calls warm the compiler.
  for(let call = 0; call < 60; call++) {
    const start = process.hrtime.bigint();
    result = await verify(text);
    times.push(Number(process.hrtime.bigint() - start) / 1000);
  }
  const measured = times.slice(20).sort((a, b) => a - b);
  const mark = result.verified ? '' : ' other-bytes';
  console.log(`case ${name} digitalbazaar-vc ${(measured[20] / Number(unit)).toFixed(2)}${mark}`);
  if(!result.verified) {
    console.error(JSON.stringify(result.error, null, 1));
  }
}
