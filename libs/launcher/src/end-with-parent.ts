// Loaded into the service by `--import`. The channel to the launcher closes with the launcher's process, also when that is
// killed; without this the service would go on alone and keep its port.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
