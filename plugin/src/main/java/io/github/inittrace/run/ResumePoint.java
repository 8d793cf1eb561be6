// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.run;

import io.github.inittrace.lifecycle.TrainingState;
import org.jspecify.annotations.Nullable;

/**
 * What a run needs to go on from an epoch and is in none of its records.
 *
 * @param training what the trainer has to remember
 * @param losses what the search for levels of the loss has to remember; null where there is none
 */
public record ResumePoint(TrainingState training, @Nullable BatchLosses losses) {}
