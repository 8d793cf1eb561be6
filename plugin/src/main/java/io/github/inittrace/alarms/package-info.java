// SPDX-License-Identifier: Apache-2.0
/**
 * What warns while a training goes on: monitors of its figures, their thresholds, and what each alarm
 * means.
 */
@NullMarked
package io.github.inittrace.alarms;

import org.jspecify.annotations.NullMarked;
