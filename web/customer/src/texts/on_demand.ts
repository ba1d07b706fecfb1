// Adds the texts of forms, files, signatures and claims to the page's, once. Imported by the chunks that show these.
import { addTexts } from ".";
import { onDemandEn } from "./on_demand_en";
import { onDemandKo } from "./on_demand_ko";

addTexts({ ko: onDemandKo, en: onDemandEn });
