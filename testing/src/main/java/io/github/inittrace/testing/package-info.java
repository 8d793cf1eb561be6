// SPDX-License-Identifier: Apache-2.0
/** For tests: assertions on training, reports of traced runs, and the contract of observable trainers. */
@NullMarked
package io.github.inittrace.testing;

import org.jspecify.annotations.NullMarked;
