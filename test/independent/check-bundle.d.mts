/** See check-bundle.mjs. */
export function faultsOf(text: string): readonly (readonly [kind: string, where: string | number])[];
