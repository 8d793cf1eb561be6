// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.mlp;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.inittrace.lifecycle.StoppedEarly;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * The provenance of a trainer that would come to the end of a training that was stopped early. It
 * is the configuration that says so, because a trainer is made again from that alone.
 */
final class StoppedTraining {
    private StoppedTraining() {}

    /**
     * The same configuration with the epochs that were done, and with their learning rates.
     *
     * @param asked the provenance of the trainer that was stopped
     * @param schedule its schedule
     * @param planned how many epochs were configured
     * @param done how many were done
     * @param losses the running losses of these, if the schedule follows them
     */
    static TrainerProvenance provenance(
            TrainerProvenance asked,
            LearningRateSchedule schedule,
            int planned,
            int done,
            List<Double> losses) {
        TrainerProvenance stopped = StoppedEarly.provenance(asked, done);
        if (new RatesSoFar(schedule, losses).areThoseOf(done, planned, done)) {
            return stopped;
        }
        Map<String, Provenance> members = new HashMap<>();
        stopped.forEach(member -> members.put(member.getA(), member.getB()));
        members.put("schedule", new PlannedRate(schedule, planned).getProvenance());
        return new TrainerProvenanceImpl(members);
    }
}
