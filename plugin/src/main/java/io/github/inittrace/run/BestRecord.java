// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

/**
 * The content of {@code best.json}: of which epoch the network in {@code best.onnx} is.
 *
 * @param schema the version of the run folder's format, {@link RunFolder#SCHEMA}
 * @param figure the path of the figure that was best there
 * @param epoch the index of the epoch, the first of several with the same value
 * @param value the figure
 */
public record BestRecord(int schema, String figure, int epoch, double value) {}
