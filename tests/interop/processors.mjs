// Reads generated credentials with another JSON-LD processor and compares the canonical N-Quads byte for byte.
// What it reads in another way is listed in ../vectors/processor_divergences.txt, each with the reason; a difference that
// is not listed is a failure, and so is a listed one that is none.

import {createInterface} from 'node:readline';
import {createReadStream, readFileSync} from 'node:fs';
import jsonld from 'jsonld';

/** The odd values on which `jsonld` differs. */
function listed() {
  const text = readFileSync(new URL('../vectors/processor_divergences.txt', import.meta.url), 'utf8');
  const lines = text.split('\n').filter(line => line.startsWith('jsonld '));
  return new Set(lines.map(line => line.slice('jsonld '.length).split(': ')[0]));
}

async function nquads(document, documentLoader) {
  try {
    return await jsonld.canonize(document, {
      algorithm: 'RDFC-1.0',
      format: 'application/n-quads',
      rdfDirection: 'i18n-datatype',
      safe: false,
      // The default stops at some nodes that only a search tells apart.
      canonizeOptions: {maxWorkFactor: 3},
      documentLoader
    });
  } catch(error) {
    return `${error.name}: ${error.message}`;
  }
}

/**
 * Compares every credential of a file of JSON lines, as `cargo run --example generate` writes them.
 *
 * @param file - The path of the file.
 * @param contextLoader - Gives the context document of a URL, or of `extension`.
 *
 * @returns How many were compared, how many are alike, and what is wrong, a line each.
 */
export async function compareProcessors(file, contextLoader) {
  const differing = listed();
  const alone = new Set();
  const wrong = [];
  let count = 0;
  let alike = 0;
  for await (const line of createInterface({input: createReadStream(file)})) {
    const {document, nquads: ours, odd, extension} = JSON.parse(line);
    const documentLoader = async url => contextLoader(url === extension ? 'extension' : url);
    const agrees = await nquads(document, documentLoader) === ours;
    const expected = !odd.some(name => differing.has(name));
    if(agrees !== expected) {
      wrong.push(`${count} ${agrees ? 'agrees' : 'differs'}: ${odd.join(', ') || 'nothing odd'}`);
    }
    if(odd.length === 1) {
      alone.add(odd[0]);
    }
    count++;
    alike += agrees ? 1 : 0;
  }
  for(const name of differing) {
    if(!alone.has(name)) {
      wrong.push(`listed, and never met alone: ${name}`);
    }
  }
  return {count, alike, wrong};
}
