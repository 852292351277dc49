import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['test/{unit,property,contract,architecture}/**/*.test.ts'], environment: 'node' },
});
