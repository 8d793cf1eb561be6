// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.export;

/** Is told how far an export is. */
public interface ExportListener {
    /**
     * A run is done.
     *
     * @param done how many are
     * @param all how many there are
     */
    void onRun(int done, int all);

    /**
     * There is something to know of what is left out.
     *
     * @param remark a sentence
     */
    void onRemark(String remark);
}
