// Loaded before a server's own program (node --import): tells the measuring process, over the channel that fork opened, how much CPU all
// threads of this process have used and how much memory it holds. The server knows nothing of it.
process.on('message', (message) => {
  if (message !== 'usage') return;
  const { user, system } = process.cpuUsage();
  process.send?.({ usage: { cpuMicros: user + system, rss: process.memoryUsage.rss() } });
});
// A measuring process that died must not leave servers behind.
process.on('disconnect', () => process.exit(0));
process.channel?.unref();
