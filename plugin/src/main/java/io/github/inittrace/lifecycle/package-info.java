// SPDX-License-Identifier: Apache-2.0
/** What a trainer tells its listeners: events, the running session, and trainers that can be observed. */
@NullMarked
package io.github.inittrace.lifecycle;

import org.jspecify.annotations.NullMarked;
