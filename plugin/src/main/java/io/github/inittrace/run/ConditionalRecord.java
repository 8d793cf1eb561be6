// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import io.github.inittrace.measure.ConditionalDistribution;
import java.util.List;

/**
 * Where the weights of one matrix were at one epoch, by where they started: one line of {@code
 * conditional.jsonl}.
 *
 * @param epoch the epoch's index
 * @param tensor the matrix's name
 * @param shape its shape
 * @param distribution P(w_f | w_i)
 */
public record ConditionalRecord(
        int epoch, String tensor, List<Integer> shape, ConditionalDistribution distribution) {
    public ConditionalRecord {
        shape = List.copyOf(shape);
    }
}
