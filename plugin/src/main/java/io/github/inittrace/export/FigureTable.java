// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.export;

import io.github.inittrace.run.EpochRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** A table in which every number of every epoch of every run has a row. For one thread. */
interface FigureTable extends Closeable {
    /** Starts a table of the runs of a source. */
    interface Format {
        /**
         * Writes what comes before the rows.
         *
         * @param out where to; closing the table leaves it open
         */
        FigureTable start(ExportSource source, OutputStream out) throws IOException;

        /** Whether a file begins with this line if it is such a table. */
        boolean isFirstLine(String line);
    }

    /** Adds the rows of an epoch. */
    void add(ExportedRun run, EpochRecord epoch) throws IOException;

    /** Writes all that was added. */
    @Override
    void close() throws IOException;
}
