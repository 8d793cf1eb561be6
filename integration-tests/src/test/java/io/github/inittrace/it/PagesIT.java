// SPDX-License-Identifier: Apache-2.0
package io.github.inittrace.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The pages hang together. */
class PagesIT {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern CODE =
            Pattern.compile("^```.*?^```$", Pattern.MULTILINE | Pattern.DOTALL);

    @Test
    void links_leadToPagesAndHeadingsThatAreThere() throws IOException {
        List<String> broken = new ArrayList<>();
        int followed = 0;
        for (Path page : Pages.all()) {
            for (String link : links(page)) {
                followed++;
                String[] parts = link.split("#", 2);
                Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
                boolean there =
                        Files.exists(target)
                                && (parts.length == 1
                                        || (anchors(target).contains(parts[1])
                                                && siteAnchors(target).contains(parts[1])));
                if (!there) {
                    broken.add(page.getFileName() + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(followed).isGreaterThan(20);
    }

    @Test
    void readme_leadsToEveryPage() throws IOException {
        Path readme = Tools.root().resolve("README.md");
        List<Path> linked =
                links(readme).stream()
                        .map(link -> readme.resolveSibling(link.split("#", 2)[0]).normalize())
                        .toList();
        List<Path> others = new ArrayList<>(Pages.all());
        others.remove(readme);
        assertThat(linked).containsAll(others);
    }

    @Test
    void navigation_ofTheSiteHasEveryPageOnce() throws IOException {
        Map<String, Object> site =
                new Yaml().load(Files.readString(Tools.root().resolve("mkdocs.yml")));
        assertThat(entries(site.get("nav")).toList())
                .containsExactlyInAnyOrderElementsOf(
                        Pages.all().stream().map(page -> page.getFileName().toString()).toList());
    }

    @Test
    void gallery_saysWhichPageEveryCommandMakes() throws IOException {
        String gallery = Files.readString(Tools.root().resolve("docs/gallery.md"));
        String[] sections = gallery.split("\n## ");
        assertThat(sections).hasSizeGreaterThan(5);
        for (String section : Arrays.copyOfRange(sections, 1, sections.length)) {
            assertThat(section)
                    .containsPattern("```sh\ninittrace [^`]*```\n\n<!-- opens: \\S+ -->");
        }
    }

    @Test
    void readme_isShort() throws IOException {
        assertThat(Files.readAllLines(Tools.root().resolve("README.md"))).hasSizeLessThan(250);
    }

    private static List<String> links(Path page) throws IOException {
        return LINK.matcher(text(page))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .toList();
    }

    /** The names that GitHub and GitLab give to headings. */
    private static List<String> anchors(Path page) throws IOException {
        return HEADING.matcher(text(page))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    /** The names that MkDocs gives to headings: letters of ASCII, and one hyphen where GitHub has two. */
    private static List<String> siteAnchors(Path page) throws IOException {
        return anchors(page).stream()
                .map(anchor -> Normalizer.normalize(anchor, Normalizer.Form.NFKD))
                .map(anchor -> anchor.replaceAll("[^\\w-]", "").replaceAll("-+", "-"))
                .toList();
    }

    private static Stream<String> entries(Object navigation) {
        if (navigation instanceof Map<?, ?> titled) {
            return titled.values().stream().flatMap(PagesIT::entries);
        }
        return navigation instanceof List<?> list
                ? list.stream().flatMap(PagesIT::entries)
                : Stream.of((String) navigation);
    }

    private static String text(Path page) throws IOException {
        return CODE.matcher(Files.readString(page)).replaceAll("");
    }
}
