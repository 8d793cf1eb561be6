// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.data.DownloadListener;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/**
 * Says on standard error that files are being downloaded: a progress bar on a terminal, else one
 * line per file.
 */
final class DownloadBar implements DownloadListener, AutoCloseable {
    private static final long KIB = 1024;

    private final boolean quiet;
    private final boolean interactive;
    private @Nullable ProgressBar bar;
    private String current = "";

    DownloadBar(boolean quiet) {
        this.quiet = quiet;
        this.interactive = Terminal.isInteractive();
    }

    @Override
    public void onProgress(String file, long bytes, long total) {
        if (quiet) {
            return;
        }
        if (!file.equals(current)) {
            close();
            current = file;
            if (interactive) {
                bar = bar(file);
            } else {
                Failures.say("downloading " + file);
            }
        }
        if (bar != null) {
            bar.maxHint(total);
            bar.stepTo(bytes);
        }
    }

    private static ProgressBar bar(String file) {
        return Terminal.bar(file).setUnit(" KiB", KIB).setInitialMax(-1).build();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
