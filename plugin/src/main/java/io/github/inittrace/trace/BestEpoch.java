// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.trace;

import org.tribuo.Model;
import org.tribuo.Output;

/**
 * The epoch at which a figure was best, the first of several.
 *
 * @param index its index, 0 for the untrained network
 * @param figure the path of the figure
 * @param value its value
 * @param model the model that training would have returned if it had ended there, so that its
 *     provenance leads to it again
 * @param <T> the type of the model's output
 */
public record BestEpoch<T extends Output<T>>(
        int index, String figure, double value, Model<T> model) {}
