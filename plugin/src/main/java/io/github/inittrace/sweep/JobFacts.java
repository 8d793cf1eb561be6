// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.inittrace.data.LoadedData;
import io.github.inittrace.job.Job;

/**
 * What a sweep needs to know of a job, out of its JSON: which others have the same data, and about
 * how long it takes.
 */
final class JobFacts {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final JsonNode trainer;
    private final JsonNode data;

    JobFacts(Job job) {
        try {
            JsonNode json = MAPPER.readTree(job.toJson());
            trainer = json.path("trainer");
            data = json.path("data");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a job is JSON", e);
        }
    }

    /** Equal for jobs that load the same data. */
    String data() {
        return data.toString();
    }

    /** Equal for jobs whose networks can train on one layout of the same data. */
    String layout() {
        return data() + trainer.path("featureScaling") + trainer.path("inputOrder");
    }

    /** How many passes over the data are planned. */
    int epochs() {
        return trainer.path("epochs").asInt(1);
    }

    /** How many weights and biases there are, about. */
    long parameters(LoadedData loaded) {
        long parameters = 0;
        long before = loaded.train().getFeatureMap().size();
        for (JsonNode size : trainer.path("hiddenLayers")) {
            parameters += (before + 1) * size.asLong();
            before = size.asLong();
        }
        return parameters + (before + 1) * loaded.train().getOutputs().size();
    }

    /** About how much work it is: parameters x examples x epochs. */
    double work(LoadedData loaded) {
        return (double) parameters(loaded) * loaded.train().size() * epochs();
    }
}
