// Adds the front-end packages of a package-lock.json to a CycloneDX list and prints it, without the addresses that packages were fetched from.
//   node sbom-front-end.mjs packages.json package-lock.json
import { readFileSync } from 'node:fs';

const [list, lock] = process.argv.slice(2).map(path => JSON.parse(readFileSync(path, 'utf8')));
for (const [path, entry] of Object.entries(lock.packages)) {
  const name = path.split('node_modules/').pop();
  if (!name || entry.dev) continue;
  const purl = `pkg:npm/${name.replace('@', '%40')}@${entry.version}`;
  // The lock holds the hash as "sha512-" and base64; the list wants hexadecimal digits.
  const [algorithm, digest] = (entry.integrity ?? '').split('-');
  list.components.push({
    type: 'library',
    'bom-ref': purl,
    name,
    version: entry.version,
    scope: 'required',
    ...(algorithm === 'sha512' && { hashes: [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex').toUpperCase() }] }),
    ...(entry.license && { licenses: [{ license: { id: entry.license } }] }),
    purl,
  });
}

console.log(JSON.stringify(list, null, 2));
