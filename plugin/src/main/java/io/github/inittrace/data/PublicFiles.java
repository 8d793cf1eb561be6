// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.data;

import java.net.URI;
import java.util.List;

/**
 * Where the public data sets are, and what their files must hold.
 *
 * <p>The gzip files of MNIST and Fashion-MNIST exist in several compressions, so what is checked
 * is the SHA-256 of what they hold. Of HASYv2 its publisher gives an MD5 and a size, and nothing
 * else has been verified.
 */
final class PublicFiles {
    private static final long MOST_GZIP_BYTES = 64_000_000;
    private static final long MOST_CONTENT_BYTES = 64_000_000;
    private static final long HASYV2_BYTES = 34_597_561;

    private static final List<String> MNIST_MIRRORS =
            List.of(
                    "https://ossci-datasets.s3.amazonaws.com/mnist/",
                    "https://storage.googleapis.com/cvdf-datasets/mnist/");

    private static final List<String> FASHION_MNIST_MIRRORS =
            List.of("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/");

    /** HASYv2 as its author published it. */
    static final RemoteFile HASYV2 =
            new RemoteFile(
                    "HASYv2.tar.bz2",
                    List.of(URI.create("https://zenodo.org/record/259444/files/HASYv2.tar.bz2")),
                    HASYV2_BYTES,
                    new RemoteFile.Check(
                            "MD5",
                            "fddf23f36e24b5236f6b3a0880c778e3",
                            false,
                            HASYV2_BYTES,
                            HASYV2_BYTES));

    /** The four files of MNIST. */
    static final List<RemoteFile> MNIST =
            idx(
                    MNIST_MIRRORS,
                    "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
                    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
                    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
                    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2");

    /** The four files of Fashion-MNIST. */
    static final List<RemoteFile> FASHION_MNIST =
            idx(
                    FASHION_MNIST_MIRRORS,
                    "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
                    "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
                    "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
                    "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34");

    private PublicFiles() {}

    private static List<RemoteFile> idx(
            List<String> mirrors,
            String trainImages,
            String trainLabels,
            String testImages,
            String testLabels) {
        return List.of(
                gzip("train-images-idx3-ubyte.gz", mirrors, trainImages),
                gzip("train-labels-idx1-ubyte.gz", mirrors, trainLabels),
                gzip("t10k-images-idx3-ubyte.gz", mirrors, testImages),
                gzip("t10k-labels-idx1-ubyte.gz", mirrors, testLabels));
    }

    private static RemoteFile gzip(String name, List<String> mirrors, String sha256) {
        return new RemoteFile(
                name,
                mirrors.stream().map(mirror -> URI.create(mirror + name)).toList(),
                MOST_GZIP_BYTES,
                new RemoteFile.Check("SHA-256", sha256, true, -1, MOST_CONTENT_BYTES));
    }
}
