package io.columnveil.sql.plan;

/**
 * One parameter of the statement that is sent.
 *
 * @param source where its value comes from
 * @param encoding what is done to it
 */
public record WireParameter(ValueSource source, Encoding encoding) {}
