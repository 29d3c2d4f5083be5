package org.libtransport.launcher.kit;

import java.io.Writer;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.libtransport.launcher.kit.stage.Verdict;

/** For build servers: the XML of JUnit, one test case for each capability. */
public final class JunitReport {

    private static final String SUITE = "transport.backend.check";

    private JunitReport() {}

    /** Writes it; the writer stays open. */
    public static void write(String backend, List<Result> results, Writer out) throws XMLStreamException {
        XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
        long failures = results.stream()
                .filter(result -> result.verdict() instanceof Verdict.Fail)
                .count();
        long passes = results.stream()
                .filter(result -> result.verdict() instanceof Verdict.Pass)
                .count();
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", SUITE);
        xml.writeAttribute("tests", Integer.toString(results.size()));
        xml.writeAttribute("failures", Long.toString(failures));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", Long.toString(results.size() - failures - passes));
        xml.writeAttribute(
                "time",
                seconds(results.stream()
                        .mapToLong(result -> result.took().toMillis())
                        .sum()));
        xml.writeStartElement("properties");
        xml.writeEmptyElement("property");
        xml.writeAttribute("name", "backend");
        xml.writeAttribute("value", clean(backend));
        xml.writeEndElement();
        for (Result result : results) {
            write(result, xml);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.flush();
    }

    private static void write(Result result, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", SUITE);
        xml.writeAttribute("name", result.capability());
        xml.writeAttribute("time", seconds(result.took().toMillis()));
        Verdict verdict = result.verdict();
        if (verdict instanceof Verdict.Fail fail) {
            xml.writeStartElement("failure");
            xml.writeAttribute("message", clean("expected " + fail.expected()));
            xml.writeCharacters(clean("expected: " + fail.expected() + "\ngot: " + fail.got()));
            xml.writeEndElement();
        } else if (!(verdict instanceof Verdict.Pass)) {
            xml.writeEmptyElement("skipped");
            xml.writeAttribute(
                    "message", verdict instanceof Verdict.NotChecked unknown ? clean(unknown.why()) : result.word());
        }
        xml.writeEndElement();
    }

    /** What a backend printed or sent may hold characters that XML has no way to write. */
    private static String clean(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == '\n' || c == '\t' || c >= 0x20 && c < 0xd800 || c >= 0xe000 && c != 0xfffe && c != 0xffff
                        ? c
                        : '?')
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
    }
}
