package org.libtransport.xmpp.xml;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.libtransport.xmpp.xml.XmlException.Condition;

/**
 * Reads one XMPP stream (RFC 6120 sections 4 and 11) from bytes as they arrive, in pieces of any size, and reports each
 * complete first-level element. White space between elements is a keep-alive and not reported.
 *
 * <p>Belongs to one connection and is not thread-safe; the listener is called by the thread that feeds it. A violation
 * throws {@link XmlException}, after which the decoder ignores all input until {@link #restart}.
 */
public final class XmlStreamDecoder {

    /**
     * Takes what the decoder reads. It may call {@link #restart}, {@link #restartDiscardingInput}, {@link #stop} and
     * {@link #limits} from within. What it throws reaches the caller of {@code decode}; the rest of the input is lost
     * then and the decoder has stopped.
     */
    public interface Listener {

        /**
         * The stream header came in.
         *
         * @param header its name, namespace and attributes, without content
         * @param contentNamespace the default namespace it declares, as sent; empty if there is none. Elements in it are
         *     reported in {@link Element#CONTENT_NAMESPACE}, if it is one that XMPP defines for stanzas
         */
        void streamOpened(Element header, String contentNamespace);

        /** A complete child of the stream came in. */
        void elementReceived(Element element);

        /** The peer closed the stream. Nothing more is reported until a restart. */
        void streamClosed();
    }

    private static final Set<String> STANZA_NAMESPACES =
            Set.of(Element.CONTENT_NAMESPACE, "jabber:component:accept", "jabber:server");

    private static final int SLICE_BYTES = 8 * 1024;
    private static final int KEPT_BYTES = 64 * 1024;
    private static final byte[] NO_BYTES = {};

    private final Listener listener;
    private final XmlTokenizer tokenizer = new XmlTokenizer(new Tokens());
    private final StartTag tag = new StartTag();
    private final NamespaceScope scope = new NamespaceScope();
    private final ElementAssembler assembler = new ElementAssembler();
    private XmlLimits limits;

    private boolean begun;
    private boolean ended;
    private boolean discarding;
    private int depth;
    private String contentNamespace = "";
    private boolean closing;
    private boolean idle;
    private String streamPrefix = "";
    private String streamName = "";
    private @Nullable Element header;
    private @Nullable Element finished;

    /** Bytes since the last complete first-level element, and what attributes grew by as prefixes were resolved. */
    private long stanzaBytes;

    /** The beginning of a token that has not come in completely. */
    private byte[] pending = NO_BYTES;

    private int pendingLength;

    public XmlStreamDecoder(XmlLimits limits, Listener listener) {
        this.limits = limits;
        this.listener = listener;
    }

    /** Sets the limits for everything that is not complete yet. */
    public void limits(XmlLimits newLimits) {
        this.limits = newLimits;
    }

    /** Begins a new stream on the same connection with the next byte, as after SASL (RFC 6120 section 6.4.6). */
    public void restart() {
        begun = false;
        ended = false;
        depth = 0;
        closing = false;
        header = null;
        finished = null;
        stanzaBytes = 0;
        contentNamespace = "";
        tokenizer.reset();
        scope.clear();
        assembler.clear();
    }

    /**
     * Begins a new stream with the next call of {@code decode}; what is left of the current input is dropped. For
     * STARTTLS, where bytes that came in clear text must not be taken for encrypted ones (RFC 6120 section 5.4.3.3).
     */
    public void restartDiscardingInput() {
        restart();
        discarding = true;
        pendingLength = 0;
    }

    /** Ignores all further input, as when the stream is being closed by us. */
    public void stop() {
        ended = true;
    }

    /**
     * Reads all readable bytes of the buffer.
     *
     * @throws XmlException if the peer broke a rule; the stream must be ended
     */
    public void decode(ByteBuf in) {
        int length = in.readableBytes();
        if (in.hasArray()) {
            int from = in.arrayOffset() + in.readerIndex();
            in.skipBytes(length);
            decode(in.array(), from, length);
            return;
        }
        discarding = false;
        while (length > 0 && !ended && !discarding) {
            int size = Math.min(length, SLICE_BYTES);
            reserve(size);
            in.readBytes(pending, pendingLength, size);
            length -= size;
            pendingLength += size;
            readPending();
        }
        in.skipBytes(length);
    }

    /**
     * Reads a range of bytes.
     *
     * @throws XmlException if the peer broke a rule; the stream must be ended
     */
    public void decode(byte[] data, int offset, int length) {
        discarding = false;
        if (ended) {
            return;
        }
        int from = offset;
        int to = offset + length;
        if (pendingLength == 0) {
            from = read(data, from, to);
        }
        int rest = ended || discarding ? 0 : to - from;
        if (rest > 0) {
            boolean continued = pendingLength > 0;
            reserve(rest);
            System.arraycopy(data, from, pending, pendingLength, rest);
            pendingLength += rest;
            if (continued) {
                readPending();
            }
        }
    }

    private void readPending() {
        int length = pendingLength;
        int position = read(pending, 0, length);
        pendingLength = ended || discarding ? 0 : length - position;
        if (pendingLength > 0) {
            if (position > 0) {
                System.arraycopy(pending, position, pending, 0, pendingLength);
            }
        } else if (pending.length > KEPT_BYTES) {
            pending = NO_BYTES;
        }
    }

    private void reserve(int more) {
        if (pending.length - pendingLength < more) {
            int enough = Math.addExact(pendingLength, more);
            pending = Arrays.copyOf(pending, pendingLength == 0 ? enough : Math.max(enough, 2 * pending.length));
        }
    }

    /** Reads whole tokens and returns where the first incomplete one begins. */
    private int read(byte[] data, int from, int to) {
        int position = from;
        boolean completed = false;
        try {
            while (position < to && !ended && !discarding) {
                if (!begun) {
                    // A line feed behind a client's last element may be still on the way when we restart.
                    if (XmlCharacters.isWhiteSpace(data[position])) {
                        position++;
                        continue;
                    }
                    begun = true;
                }
                int next = tokenizer.next(data, position, to);
                if (next == XmlTokenizer.INCOMPLETE) {
                    requireStanzaBytes(stanzaBytes + to - position);
                    break;
                }
                stanzaBytes = idle ? 0 : stanzaBytes + next - position;
                idle = false;
                position = next;
                requireStanzaBytes(stanzaBytes);
                report();
            }
            completed = true;
        } finally {
            if (!completed) {
                ended = true;
                pendingLength = 0;
                assembler.clear();
            }
        }
        return position;
    }

    /** Not called from within the tokenizer, so that the listener can restart everything. */
    private void report() {
        if (header != null) {
            Element opened = header;
            header = null;
            stanzaBytes = 0;
            listener.streamOpened(opened, contentNamespace);
        } else if (finished != null) {
            Element element = finished;
            finished = null;
            stanzaBytes = 0;
            listener.elementReceived(element);
        }
        if (closing && !ended) {
            closing = false;
            ended = true;
            listener.streamClosed();
        }
    }

    private void requireStanzaBytes(long bytes) {
        if (bytes > limits.stanzaBytes()) {
            throw policyViolation("a stanza is too long");
        }
    }

    private static boolean isWhiteSpace(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static XmlException policyViolation(String what) {
        return new XmlException(Condition.POLICY_VIOLATION, what);
    }

    /** What the tokens are in an XMPP stream. */
    private final class Tokens implements XmlTokenizer.Sink {

        @Override
        public void startTag(byte[] data, int from, int end) {
            if (depth > limits.depth()) {
                throw policyViolation("elements are nested too deeply");
            }
            scope.enter();
            tag.read(data, from, end, limits.attributes(), scope);
            stanzaBytes += tag.expandedLength();
            String namespace = tag.prefix().isEmpty() ? scope.defaultNamespace() : scope.resolve(tag.prefix());
            if (depth == 0) {
                header = Element.ofParts(tag.name(), namespace, tag.attributes(), List.of());
                contentNamespace = scope.defaultNamespace();
                streamPrefix = tag.prefix();
                streamName = tag.name();
            } else {
                boolean content = namespace.equals(contentNamespace) && STANZA_NAMESPACES.contains(namespace);
                assembler.start(
                        tag.prefix(), tag.name(), content ? Element.CONTENT_NAMESPACE : namespace, tag.attributes());
            }
            depth++;
            if (tag.isEmpty()) {
                end();
            }
        }

        @Override
        public void endTag(byte[] data, int from, int to) {
            if (depth == 0
                    || !(depth == 1
                            ? StartTag.isNamed(streamPrefix, streamName, data, from, to)
                            : assembler.isInnermost(data, from, to))) {
                throw XmlCharacters.notWellFormed("an end tag for nothing");
            }
            end();
        }

        private void end() {
            scope.leave();
            depth--;
            if (depth > 1) {
                assembler.end();
            } else if (depth == 1) {
                finished = assembler.endOutermost();
            } else {
                closing = true;
            }
        }

        @Override
        public void text(String piece) {
            if (depth > 1) {
                assembler.text(piece);
            } else if (!isWhiteSpace(piece)) {
                throw depth == 1
                        ? new XmlException(Condition.BAD_FORMAT, "text between stanzas")
                        : XmlCharacters.notWellFormed("text before the stream header");
            } else {
                idle = true;
            }
        }
    }
}
