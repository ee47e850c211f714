package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** A headless browser that reaches a fake Internet through its proxy. */
final class Chromium implements AutoCloseable {

  private static final Path BROWSER = Path.of(System.getProperty("chromium", "/usr/bin/chromium"));
  private static final Path DRIVER =
      Path.of(System.getProperty("chromedriver", "/usr/bin/chromedriver"));
  private static final Path SCREENSHOTS = Path.of(System.getProperty("console.screenshots"));

  private static final Dimension DESKTOP = new Dimension(1100, 800);
  private static final Dimension PHONE = new Dimension(390, 760);

  final ChromeDriver driver;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Skips the test where there is no browser; fails it in CI, where there must be one. */
  static void require() {
    boolean here = Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(here).as(BROWSER + " and " + DRIVER + " in CI").isTrue();
    }
    assumeTrue(
        here,
        "No browser: install chromium and chromium-driver, or set -Dchromium and -Dchromedriver");
  }

  static Chromium start(InetSocketAddress proxy, X509Certificate authority, Path profile) {
    var options = new ChromeOptions();
    options.setBinary(BROWSER.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--user-data-dir=" + profile,
        "--proxy-server=" + proxy.getHostString() + ":" + proxy.getPort(),
        // Trusts this one authority, rather than ignoring all certificate errors.
        "--ignore-certificate-errors-spki-list=" + fingerprint(authority));
    var service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingAnyFreePort()
            .withSilent(true)
            .build();
    return new Chromium(new ChromeDriver(service, options));
  }

  /** What axe finds of serious or critical impact, in light and in dark. */
  List<String> axe() {
    List<String> found = new ArrayList<>();
    for (String scheme : List.of("light", "dark")) {
      scheme(scheme);
      found.addAll(Axe.serious(driver));
    }
    return found;
  }

  /** Takes the page in light and dark, at desktop and phone width. */
  void screenshots(String name) {
    for (String scheme : List.of("light", "dark")) {
      scheme(scheme);
      shoot(name + "-" + scheme + "-desktop", DESKTOP);
      shoot(name + "-" + scheme + "-phone", PHONE);
    }
  }

  /** Takes the page, and requires that nothing about it keeps anybody out, also on a phone. */
  void look(String name) {
    screenshots(name);
    assertThat(axe()).as(name).isEmpty();
    assertThat(
            driver.executeScript(
                "return document.documentElement.scrollWidth <= window.innerWidth"))
        .as(name + " at the width of a phone")
        .isEqualTo(Boolean.TRUE);
  }

  /** What the browser refused to load or run, by policy or by error. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> !message.contains("favicon.ico"))
        .toList();
  }

  void scripts(boolean on) {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
  }

  private void scheme(String scheme) {
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  private void shoot(String name, Dimension size) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width", size.width, "height", size.height, "deviceScaleFactor", 1, "mobile", false));
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(certificate.getPublicKey().getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
