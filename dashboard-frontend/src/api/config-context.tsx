import { createContext, type ReactNode, useContext } from "react";
import type { Config } from "@/api/config";

const ConfigContext = createContext<Config>({ api: "", widget: null });

export function ConfigProvider({ config, children }: { config: Config; children: ReactNode }) {
  return <ConfigContext value={config}>{children}</ConfigContext>;
}

/** What deployment says of this installation. */
export function useConfig(): Config {
  return useContext(ConfigContext);
}
