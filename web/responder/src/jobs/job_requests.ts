// The wire actions of this page.
import type { Client } from "@baro/wire";
import type { Fix } from "../positions/fixes";
import type { JobRequests } from "./job_desk";
import type { PendingStep } from "./step_queue";

interface AllRequests extends JobRequests {
  step(step: PendingStep): Promise<unknown>;
  position(fixes: readonly Fix[]): Promise<unknown>;
}

export const jobRequests = (client: Pick<Client, "request">): AllRequests => ({
  myJobs: () => client.request("my_jobs", {}),
  setDuty: (duty) => client.request("duty", duty),
  accept: (job, number) => client.request("accept_job", { job, number }),
  decline: (job, number, reason) => client.request("decline_job", { job, number, reason }),
  step: (step) => client.request("job_step", step),
  position: (fixes) => client.request("position", { fixes: [...fixes] }),
});
