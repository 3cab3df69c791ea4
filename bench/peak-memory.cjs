// For `node --require`: writes the most memory that the process ever held, in bytes, to PEAK_LOG.
const { writeFileSync } = require("node:fs");

process.on("exit", () => {
  writeFileSync(process.env.PEAK_LOG, String(process.resourceUsage().maxRSS * 1024));
});
