package org.libtransport.xmpp.xml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A decoder and all that it reported. */
final class DecodedStream implements XmlStreamDecoder.Listener {

    static final String COMPONENT_HEADER = "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept'"
            + " xmlns:stream='http://etherx.jabber.org/streams' id='x'>";

    final XmlStreamDecoder decoder;
    final List<Element> headers = new ArrayList<>();
    final List<Element> elements = new ArrayList<>();
    String contentNamespace = "";
    boolean closed;

    /** Called for each element, after it was noted. */
    @Nullable
    Runnable onElement;

    DecodedStream() {
        this(XmlLimits.COMPONENT);
    }

    DecodedStream(XmlLimits limits) {
        decoder = new XmlStreamDecoder(limits, this);
    }

    DecodedStream feed(String xml) {
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        decoder.decode(bytes, 0, bytes.length);
        return this;
    }

    DecodedStream feedInPieces(String xml, int size) {
        byte[] bytes = xml.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i += size) {
            decoder.decode(bytes, i, Math.min(size, bytes.length - i));
        }
        return this;
    }

    @Override
    public void streamOpened(Element header, String namespace) {
        headers.add(header);
        contentNamespace = namespace;
    }

    @Override
    public void elementReceived(Element element) {
        elements.add(element);
        if (onElement != null) {
            onElement.run();
        }
    }

    @Override
    public void streamClosed() {
        closed = true;
    }
}
