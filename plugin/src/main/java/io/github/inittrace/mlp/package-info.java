// SPDX-License-Identifier: Apache-2.0
/** A multi-layer perceptron for classification, trained in float32 by minibatch SGD. */
@NullMarked
package io.github.inittrace.mlp;

import org.jspecify.annotations.NullMarked;
