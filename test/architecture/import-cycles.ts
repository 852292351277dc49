// Groups of modules that import each other in a circle, types included: a circle of types reads as tangled as any other, and the next
// person turns one of them into a value. Tarjan's strongly connected components (SIAM J. Comput. 1(2), 1972), each found in linear time.

/**
 * @param graph module → modules it imports
 * @returns every circle as the sorted list of its members; a module that imports itself is one, too
 */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const stack: string[] = [];
  const cycles: string[][] = [];

  const visit = (module: string): number => {
    const own = index.size;
    let lowest = own;
    index.set(module, own);
    stack.push(module);
    for (const next of graph.get(module) ?? []) {
      if (!index.has(next)) lowest = Math.min(lowest, visit(next));
      else if (stack.includes(next)) lowest = Math.min(lowest, index.get(next) ?? own);
    }
    if (lowest === own) {
      const members = stack.splice(stack.indexOf(module));
      if (members.length > 1 || (graph.get(module) ?? []).includes(module)) cycles.push(members.sort());
    }
    return lowest;
  };

  for (const module of graph.keys()) if (!index.has(module)) visit(module);
  return cycles;
}
