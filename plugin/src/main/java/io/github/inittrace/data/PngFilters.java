// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

/** The predictions that PNG subtracts from each row before it compresses them. */
final class PngFilters {
    private PngFilters() {}

    /**
     * Adds the predictions again, in place. Each row is a byte that names its filter and then the
     * row itself.
     *
     * @param rows the rows, one after the other
     * @param step how many bytes lie between a byte and the one that predicts it from the left
     * @return false if a row names no filter there is
     */
    static boolean undo(byte[] rows, int height, int rowBytes, int step) {
        for (int row = 0; row < height; row++) {
            int start = row * (rowBytes + 1) + 1;
            int filter = rows[start - 1];
            if (filter < 0 || filter > 4) {
                return false;
            }
            if (filter == 0) {
                continue;
            }
            for (int i = 0; i < rowBytes; i++) {
                int at = start + i;
                int left = i < step ? 0 : rows[at - step] & 0xff;
                int up = row == 0 ? 0 : rows[at - rowBytes - 1] & 0xff;
                int corner = i < step || row == 0 ? 0 : rows[at - rowBytes - 1 - step] & 0xff;
                rows[at] += (byte) prediction(filter, left, up, corner);
            }
        }
        return true;
    }

    private static int prediction(int filter, int left, int up, int corner) {
        return switch (filter) {
            case 1 -> left;
            case 2 -> up;
            case 3 -> (left + up) / 2;
            default -> paeth(left, up, corner);
        };
    }

    /** Whichever neighbour is nearest to left + up - corner. */
    private static int paeth(int left, int up, int corner) {
        int toLeft = Math.abs(up - corner);
        int toUp = Math.abs(left - corner);
        int toCorner = Math.abs(left + up - 2 * corner);
        if (toLeft <= toUp && toLeft <= toCorner) {
            return left;
        }
        return toUp <= toCorner ? up : corner;
    }
}
