// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import io.github.inittrace.job.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The trainings that a plan comes to, each with a job that can be made.
 *
 * <pre>{@code
 * Sweep sweep = Sweep.of(plan, jobs);
 * List<RunResult> results =
 *         sweep.execute(folder, Shard.WHOLE, new LocalExecutor(2), result -> {});
 * }</pre>
 *
 * <p>What a run comes to does not depend on the executor, the shard or the other runs.
 */
public final class Sweep {
    private final JobMaker jobs;
    private final PlanRecord plan;
    private final Map<String, JobFacts> facts;
    private final StopSignal stop = new StopSignal();

    private Sweep(JobMaker jobs, PlanRecord plan, Map<String, JobFacts> facts) {
        this.jobs = jobs;
        this.plan = plan;
        this.facts = facts;
    }

    /**
     * Makes the job of every run of a plan once, so that no sweep breaks off on a wrong setting.
     *
     * @param plan what to train
     * @param jobs says what its settings mean
     * @throws IOException if there is no such job; one sentence that names the line of the setting
     *     without which there would be one
     */
    public static Sweep of(SweepPlan plan, JobMaker jobs) throws IOException {
        List<SweepRun> runs = new ArrayList<>();
        Map<String, JobFacts> facts = new HashMap<>();
        for (PlannedRun run : plan.runs()) {
            try {
                Job job = jobs.job(run.settings());
                runs.add(new SweepRun(run.name(), run.settings(), job.id()));
                facts.put(run.name(), JobFacts.of(job));
            } catch (IllegalArgumentException | IOException e) {
                throw new IOException(blamed(plan, run, jobs) + ": " + e.getMessage(), e);
            }
        }
        return new Sweep(jobs, new PlanRecord(plan.axes(), runs), facts);
    }

    /** Where the setting stands that keeps a run from having a job, or else the run. */
    private static String blamed(SweepPlan plan, PlannedRun run, JobMaker jobs) {
        for (Map.Entry<String, String> setting : run.settings().entrySet()) {
            Map<String, String> others = new LinkedHashMap<>(run.settings());
            others.remove(setting.getKey());
            try {
                jobs.job(others);
                return plan.place(setting.getKey(), setting.getValue());
            } catch (IllegalArgumentException | IOException e) {
                // It is not this one alone.
            }
        }
        return "the run " + run.name();
    }

    /** The runs in the order of the plan. */
    public List<SweepRun> runs() {
        return plan.runs();
    }

    /**
     * The runs of a shard: every n-th, where those of one stack are in one shard.
     *
     * @param shard which
     * @return its runs in the order of the plan
     */
    public List<SweepRun> runs(Shard shard) {
        Set<SweepRun> chosen = new HashSet<>();
        shard.of(units(plan.runs())).forEach(unit -> chosen.addAll(unit.runs()));
        return plan.runs().stream().filter(chosen::contains).toList();
    }

    /** What of some runs is to be trained together. */
    List<SweepUnit> units(List<SweepRun> runs) {
        Map<String, List<SweepRun>> units = new LinkedHashMap<>();
        for (SweepRun run : runs) {
            units.computeIfAbsent(facts(run).stack(), any -> new ArrayList<>()).add(run);
        }
        return units.values().stream().map(SweepUnit::new).toList();
    }

    /** What is known of a run's job without making it again, which takes milliseconds. */
    JobFacts facts(SweepRun run) {
        return Objects.requireNonNull(facts.get(run.name()), "a run of this sweep");
    }

    /**
     * The job of a run.
     *
     * @throws IOException if a file that it names is no longer there; one sentence
     */
    public Job job(SweepRun run) throws IOException {
        return jobs.job(run.settings());
    }

    /**
     * Trains the runs that are not finished, each into its own folder in {@code runs}. A run that
     * fails is recorded, and the rest goes on.
     *
     * @param folder a folder that does not exist, is empty, or holds an earlier part of this sweep
     * @param shard which runs to train
     * @param executor where and when
     * @param listener whom to tell
     * @return what came of the runs of the shard, in the order of the plan
     * @throws IOException if the folder holds something else or another sweep works in it, or if
     *     the tables cannot be written; one sentence
     */
    public List<RunResult> execute(
            Path folder, Shard shard, Executor executor, SweepListener listener)
            throws IOException {
        SweepFolder opened = SweepFolder.open(folder, plan, runs(shard), shard);
        try (opened) {
            new SweepExecution(this, opened, stop, listener).run(executor);
        }
        return List.copyOf(opened.results());
    }

    /**
     * Asks {@link #execute} to end soon, now or when it is called: trainings stop after their
     * minibatch, and count as planned still. May be called from any thread.
     *
     * @param reason why, as a short sentence for the records
     */
    public void requestStop(String reason) {
        stop.request(reason);
    }
}
