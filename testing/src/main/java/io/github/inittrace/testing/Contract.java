// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.testing;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/** Fails with what was expected, what was found, and the rule that says so. */
final class Contract {
    private Contract() {}

    static void requireEqual(@Nullable Object expected, @Nullable Object found, String rule) {
        if (!Objects.equals(expected, found)) {
            throw new AssertionFailedError(
                    "expected " + expected + ", found " + found + "; the contract says: " + rule,
                    expected,
                    found);
        }
    }

    static void require(boolean kept, String expected, Object found, String rule) {
        if (!kept) {
            throw new AssertionFailedError(
                    "expected " + expected + ", found " + found + "; the contract says: " + rule);
        }
    }

    static void requireSame(Weights expected, Weights found, String rule) {
        String difference = expected.differenceTo(found);
        if (difference != null) {
            throw new AssertionFailedError(difference + "; the contract says: " + rule);
        }
    }
}
