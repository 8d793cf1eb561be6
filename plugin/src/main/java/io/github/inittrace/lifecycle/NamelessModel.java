// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

/**
 * A model that is weights and no more: what its inputs and outputs stand for is not known, and it
 * predicts nothing. A run has its ONNX files, but neither their names nor samples.
 */
public interface NamelessModel extends WeightedModel {}
