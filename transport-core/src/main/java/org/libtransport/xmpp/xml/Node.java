package org.libtransport.xmpp.xml;

/** What an element contains: elements and text, in order. */
public sealed interface Node permits Element, Text {}
