// The wire actions of this page.
import type { Client } from "@baro/wire";
import type { Fix } from "../positions/fixes";
import type { JobRequests } from "./job_desk";
import type { PendingStep } from "./step_queue";
import type { MyJobs } from "./views";

export interface AllRequests extends JobRequests {
  step(step: PendingStep): Promise<unknown>;
  position(fixes: readonly Fix[]): Promise<unknown>;
}

type AnyRequest = (action: string, fields: Readonly<Record<string, unknown>>) => Promise<unknown>;

export const jobRequests = (client: Pick<Client, "request">): AllRequests => {
  const request = client.request.bind(client) as unknown as AnyRequest;
  return {
    myJobs: async () => (await request("my_jobs", {})) as MyJobs,
    setDuty: (on, services, shiftEnd) => request("duty", { on, services, shift_end: shiftEnd }),
    accept: (job, number) => request("accept_job", { job, number }),
    decline: (job, number, reason) => request("decline_job", { job, number, reason }),
    step: (step) => request("job_step", { ...step }),
    position: (fixes) => request("position", { fixes }),
  };
};
