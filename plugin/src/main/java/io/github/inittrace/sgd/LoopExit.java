// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.sgd;

/**
 * Leaves the loop of one of Tribuo's trainers between two steps. The loop has no other way out: it
 * is thrown where the objective is asked for a loss, and caught around {@code train}.
 */
final class LoopExit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LoopExit() {
        super("training was asked to stop", null, false, false);
    }
}
