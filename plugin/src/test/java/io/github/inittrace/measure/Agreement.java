// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Compares a record, as JSON, with what numpy and scipy say, component by component. */
public final class Agreement {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final double RELATIVE = 1e-12;

    /** For skewness: scipy does not correct for the rounding of the mean. */
    private static final double ABSOLUTE = 1e-9;

    private Agreement() {}

    /** Asserts that every component of a record is what the reference says. */
    public static void assertAgrees(Object record, JsonNode reference, String path) {
        assertAgrees(MAPPER.<JsonNode>valueToTree(record), reference, path, 0);
    }

    private static void assertAgrees(
            JsonNode found, JsonNode reference, String path, double tolerance) {
        assertThat(reference).as(path + " in the reference").isNotNull();
        if (found.isObject()) {
            assertThat(reference.isObject()).as(path).isTrue();
            found.fields()
                    .forEachRemaining(
                            field ->
                                    assertAgrees(
                                            field.getValue(),
                                            reference.get(field.getKey()),
                                            path + "." + field.getKey(),
                                            tolerance(field.getKey(), reference)));
        } else if (found.isArray()) {
            assertThat(found.size()).as(path + ": length").isEqualTo(reference.size());
            for (int i = 0; i < found.size(); i++) {
                assertAgrees(found.get(i), reference.get(i), path + "[" + i + "]", 0);
            }
        } else if (found.isDouble() && reference.isNumber()) {
            assertThat(found.asDouble())
                    .as(path)
                    .isCloseTo(reference.asDouble(), within(tolerance));
        } else if (found.isIntegralNumber()) {
            assertThat(reference.isIntegralNumber()).as(path).isTrue();
            assertThat(found.asLong()).as(path).isEqualTo(reference.asLong());
        } else {
            assertThat(found).as(path).isEqualTo(reference);
        }
    }

    /** Sums whose terms cancel are as exact as their terms. */
    private static double tolerance(String component, JsonNode object) {
        double value = Math.abs(object.path(component).asDouble());
        return switch (component) {
            case "maxAbs" -> 0;
            case "mean" -> RELATIVE * Math.hypot(value, Math.sqrt(number(object, "variance")));
            case "initialMean" ->
                    RELATIVE * Math.abs(number(object, "low") - number(object, "high"));
            case "intercept" -> RELATIVE * number(object, "weightRms");
            case "skewness" -> ABSOLUTE * Math.max(1, value);
            default -> RELATIVE * value;
        };
    }

    private static double number(JsonNode object, String component) {
        return object.path(component).asDouble();
    }
}
