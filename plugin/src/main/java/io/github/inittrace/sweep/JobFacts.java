// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.inittrace.data.LoadedData;
import io.github.inittrace.job.Job;
import java.util.ArrayList;
import java.util.List;

/**
 * What a sweep needs to know of a job, out of its JSON: which others have the same data, and about
 * how long it takes.
 *
 * @param data equal for jobs that load the same data
 * @param layout equal for jobs whose networks can train on one layout of the same data
 * @param stack equal for jobs whose networks are trained as one; the id of a job by itself
 * @param epochs how many passes over the data are planned
 * @param hidden the sizes of the hidden layers
 */
record JobFacts(String data, String layout, String stack, int epochs, List<Long> hidden) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Of a job; those of many jobs share their texts. */
    static JobFacts of(Job job) {
        try {
            JsonNode json = MAPPER.readTree(job.toJson());
            JsonNode trainer = json.path("trainer");
            String data = json.path("data").toString();
            List<Long> hidden = new ArrayList<>();
            trainer.path("hiddenLayers").forEach(size -> hidden.add(size.asLong()));
            return new JobFacts(
                    data.intern(),
                    layout(data, trainer),
                    stack(job, (ObjectNode) json),
                    trainer.path("epochs").asInt(1),
                    List.copyOf(hidden));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a job is JSON", e);
        }
    }

    /** All that decides how a trainer lays out data. */
    private static String layout(String data, JsonNode trainer) {
        return (data
                        + trainer.path("featureScaling")
                        + trainer.path("inputOrder")
                        + trainer.path("inputLayout")
                        + (trainer.path("stack").asInt(1) > 1))
                .intern();
    }

    /** All but the seed, of which only the stack counts. */
    private static String stack(Job job, ObjectNode json) {
        JsonNode trainer = json.path("trainer");
        int size = trainer.path("stack").asInt(1);
        if (size <= 1) {
            return job.id();
        }
        long seed = trainer.path("seed").asLong();
        ((ObjectNode) trainer).put("seed", Math.floorDiv(seed - 1, (long) size));
        return json.toString().intern();
    }

    /** How many weights and biases there are, about. */
    long parameters(LoadedData loaded) {
        long parameters = 0;
        long before = loaded.train().getFeatureMap().size();
        for (long size : hidden) {
            parameters += (before + 1) * size;
            before = size;
        }
        return parameters + (before + 1) * loaded.train().getOutputs().size();
    }

    /** About how much work it is: parameters x examples x epochs. */
    double work(LoadedData loaded) {
        return (double) parameters(loaded) * loaded.train().size() * epochs;
    }
}
