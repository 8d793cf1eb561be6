// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.reports.cli;

import io.github.inittrace.export.ExportListener;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/**
 * What an export says while it runs, on standard error: what it leaves out and, on a terminal, how far
 * it is.
 */
final class ExportProgress implements ExportListener, AutoCloseable {
    private final boolean hasBar;
    private @Nullable ProgressBar bar;

    ExportProgress(boolean quiet) {
        hasBar = !quiet && Terminal.isInteractive();
    }

    @Override
    public void onRun(int done, int all) {
        if (hasBar && all > 1) {
            if (bar == null) {
                bar = Terminal.bar("export").setUnit(" runs", 1).setInitialMax(all).build();
            }
            bar.stepTo(done);
        }
    }

    @Override
    public void onRemark(String remark) {
        Failures.say(remark);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
