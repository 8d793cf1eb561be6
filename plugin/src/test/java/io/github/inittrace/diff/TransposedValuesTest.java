// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.inittrace.measure.ValueSource;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransposedValuesTest {
    /** A matrix whose values say where they stand: 1000 row + column. */
    private record Places(int rows, int columns) implements ValueSource {
        @Override
        public long count() {
            return (long) rows * columns;
        }

        @Override
        public boolean fitsFloat() {
            return true;
        }

        @Override
        public boolean isRandomAccess() {
            return true;
        }

        @Override
        public void read(long from, double[] into, int length) {
            for (int i = 0; i < length; i++) {
                long at = from + i;
                assertThat(at).isBetween(0L, count() - 1);
                into[i] = 1000.0 * (at / columns) + at % columns;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "7, 5, 100",
        "7, 5, 14",
        "7, 5, 13",
        "7, 5, 7",
        "7, 5, 6",
        "7, 5, 3",
        "7, 5, 1",
        "1, 9, 4",
        "9, 1, 4",
        "1, 1, 1",
        "20, 30, 64"
    })
    void values_anyWindow_areThoseOfTheTranspose(int rows, int columns, int window)
            throws IOException {
        for (int piece : new int[] {1, 2, 3, 8, rows * columns}) {
            ValueSource turned =
                    new TransposedValues(new Places(rows, columns), rows, columns, window);
            double[] values = new double[piece];
            for (int from = 0; from < rows * columns; from += piece) {
                int length = Math.min(piece, rows * columns - from);
                turned.read(from, values, length);
                for (int i = 0; i < length; i++) {
                    int at = from + i;
                    assertThat(values[i]).isEqualTo(1000.0 * (at % rows) + at / rows);
                }
            }
        }
    }
}
