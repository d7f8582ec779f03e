// Makes static/vendor from the packages of package-lock.json: the compiled style and the components' behaviour.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "..", "..", "..", "node_modules");
const vendor = join(here, "static", "vendor");

mkdirSync(vendor, { recursive: true });
const style = compile(join(here, "scss", "govuk.scss"), { loadPaths: [packages], style: "compressed", quietDeps: true });
writeFileSync(join(vendor, "govuk-frontend.min.css"), style.css);
copyFileSync(
  join(packages, "govuk-frontend", "dist", "govuk", "govuk-frontend.min.js"),
  join(vendor, "govuk-frontend.min.js"),
);
