// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.sweep.Executor;
import java.io.IOException;
import java.nio.file.Path;

/** Where the commands that train many networks do so, if not in this process. */
public interface Workplace {
    /**
     * What carries out the runs of a sweep.
     *
     * @throws IOException if it cannot be had; one sentence
     */
    Executor executor() throws IOException;

    /**
     * A file or folder on this machine for one that an argument names by a URI, such as {@code
     * hdfs://host/widths}.
     *
     * @throws IOException if there is no such place; one sentence
     */
    Path path(String uri) throws IOException;
}
