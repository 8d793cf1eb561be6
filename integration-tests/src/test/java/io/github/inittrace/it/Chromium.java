// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A browser without a window, which asks nobody for anything but what it is told to open. */
final class Chromium {
    private Chromium() {}

    /** Runs it with a profile of its own. */
    static Processes.Result run(Path profile, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Tools.chromium(),
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--enable-logging=stderr",
                                "--user-data-dir=" + profile));
        command.addAll(List.of(arguments));
        return Processes.run(profile, command);
    }
}
