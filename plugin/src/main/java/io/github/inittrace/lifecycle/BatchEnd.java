// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.lifecycle;

import org.tribuo.Output;

/**
 * A step has been taken: the session's weights are those after the update by one minibatch.
 *
 * @param session the session that goes on
 * @param epoch the pass over the data that the step lies in, from 1 on
 * @param loss the mean loss of the minibatch' examples, taken before the update
 * @param <T> the type of the model's output
 */
public record BatchEnd<T extends Output<T>>(TrainingSession<T> session, int epoch, double loss) {}
