package io.columnveil.keys.service;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A response of a bounded number of bytes; a longer one ends in an error, not in memory. */
final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {

  private final byte[] bytes;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private int length;
  private Flow.@Nullable Subscription subscription;

  BoundedBody(int limit) {
    bytes = new byte[limit];
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    for (ByteBuffer part : parts) {
      if (part.remaining() > bytes.length - length) {
        Flow.Subscription open = subscription;
        if (open != null) {
          open.cancel();
        }
        body.completeExceptionally(new IOException("the response is too long"));
        return;
      }
      int count = part.remaining();
      part.get(bytes, length, count);
      length += count;
    }
  }

  @Override
  public void onError(Throwable problem) {
    body.completeExceptionally(problem);
  }

  @Override
  public void onComplete() {
    byte[] result = new byte[length];
    System.arraycopy(bytes, 0, result, 0, length);
    java.util.Arrays.fill(bytes, (byte) 0); // it may have held a key
    body.complete(result);
  }
}
