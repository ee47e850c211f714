package dev.connectorkit.dev;

import dev.connectorkit.testkit.world.FakeResponse;
import dev.connectorkit.testkit.world.LoopbackSite;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** The workbench with its two sites, and the look at the files every now and then. */
final class Dev implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  private final URI baseUrl;
  private final LoopbackSite site;
  private final LoopbackSite provider;
  private final Workbench workbench;
  private final Again again;
  private final Consumer<Workbench.Built> told;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "workbench");
            thread.setDaemon(true);
            return thread;
          });

  private Dev(
      URI baseUrl,
      LoopbackSite site,
      LoopbackSite provider,
      Workbench workbench,
      Again again,
      Consumer<Workbench.Built> told) {
    this.baseUrl = baseUrl;
    this.site = site;
    this.provider = provider;
    this.workbench = workbench;
    this.again = again;
    this.told = told;
  }

  /**
   * Builds once, and goes on from there.
   *
   * @param port 0 for any that is free
   * @param url where browsers reach the workbench; empty for localhost with the port
   * @param realConfig the config of a client at the real provider; empty to practise
   * @param told hears of each build
   * @throws IOException when the port is in use
   */
  static Dev start(
      Project project,
      String release,
      int port,
      Optional<URI> url,
      Optional<Map<String, Object>> realConfig,
      Consumer<Workbench.Built> told)
      throws IOException {
    // The site's address is part of the redirect URI, so the site is there before what it shows.
    var pages = new AtomicReference<WorkbenchSite>();
    var consent = new AtomicReference<ConsentPages>();
    FakeResponse early = FakeResponse.of(503, "text/plain", "Starting.");
    LoopbackSite site =
        LoopbackSite.start(
            request -> pages.get() == null ? early : pages.get().handle(request), port);
    LoopbackSite provider =
        LoopbackSite.start(
            request -> consent.get() == null ? early : consent.get().handle(request), 0);
    URI baseUrl = url.orElse(site.baseUrl());
    var compilation = new Compilation(project, release);
    var workbench = new Workbench(project, compilation, baseUrl, realConfig);
    var sessions = new Sessions();
    consent.set(
        new ConsentPages(workbench::practice, baseUrl.resolve("/callback/" + Workbench.INSTANCE)));
    pages.set(new WorkbenchSite(workbench, sessions, baseUrl, provider.baseUrl()));
    var dev = new Dev(baseUrl, site, provider, workbench, new Again(workbench, sessions), told);
    dev.look();
    dev.watch.scheduleWithFixedDelay(
        dev::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return dev;
  }

  URI baseUrl() {
    return baseUrl;
  }

  Workbench workbench() {
    return workbench;
  }

  /** Waits until the program is told to stop. */
  void join() throws InterruptedException {
    stopped.await();
  }

  @Override
  public void close() {
    watch.shutdownNow();
    site.close();
    provider.close();
    workbench.close();
    stopped.countDown();
  }

  private void look() {
    try {
      if (workbench.refresh(again::all)) {
        told.accept(workbench.built());
      }
    } catch (RuntimeException e) {
      // Whatever it is, the next change gets its look.
      LoggerFactory.getLogger(Dev.class).error("The connector could not be built.", e);
    }
  }
}
