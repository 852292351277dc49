import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/{architecture,unit,contract,property,attack,fault,fuzz}/**/*.test.ts'], environment: 'node' },
});
