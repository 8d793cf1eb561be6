// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.alarms;

import io.github.inittrace.measure.DistributionFit;
import io.github.inittrace.measure.TensorMeasures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Watches every tensor of a model, a sample of each per record. For one thread. */
public final class ModelMonitor {
    private final AlarmSettings settings;
    private final Map<String, TensorMonitor> tensors = new HashMap<>();
    private final Map<String, DistributionMonitor> distributions = new HashMap<>();

    /**
     * Starts without samples.
     *
     * @param settings what to watch for
     */
    public ModelMonitor(AlarmSettings settings) {
        this.settings = settings;
    }

    /**
     * Takes the next sample.
     *
     * @param epoch the epoch of its record
     * @param measures the measures of every tensor
     * @param fits the distributions that are compared with initial ones
     * @return the alarms raised at this sample
     */
    public List<Alarm> next(int epoch, List<TensorMeasures> measures, List<DistributionFit> fits) {
        List<Alarm> alarms = new ArrayList<>();
        for (TensorMeasures tensor : measures) {
            alarms.addAll(
                    tensors.computeIfAbsent(tensor.name(), n -> new TensorMonitor(n, settings))
                            .next(epoch, tensor.distance(), tensor.norm()));
        }
        for (DistributionFit fit : fits) {
            alarms.addAll(
                    distributions
                            .computeIfAbsent(
                                    fit.tensor(), n -> new DistributionMonitor(n, settings))
                            .next(epoch, fit));
        }
        return alarms;
    }
}
