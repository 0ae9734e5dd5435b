//! The page's policy, tried: whatever a page full of foreign words could ask for reaches nobody.

use std::net::{Ipv4Addr, TcpListener};

use app_tests::app::App;
use app_tests::computer::{Computer, names_in};
use app_tests::journal::{self, NOOR};
use serde_json::json;

/// Tries each way out of a page and tells what the policy stopped, then what ran all the same.
const TRY: &str = "
    const [address, done] = arguments;
    const stopped = [];
    addEventListener('securitypolicyviolation', event => stopped.push(event.effectiveDirective));
    const add = (name, given) => document.body.append(
        Object.assign(document.createElement(name), given));
    add('img', { src: address + 'img' });
    add('script', { src: address + 'script' });
    add('script', { textContent: 'window.ranInline = true' });
    add('style', { textContent: 'body { --styled-inline: yes }' });
    add('link', { rel: 'stylesheet', href: address + 'style' });
    add('iframe', { src: address + 'iframe' });
    add('object', { data: address + 'object' });
    add('video', { src: address + 'video' });
    add('audio', { src: address + 'audio' });
    const form = document.createElement('form');
    Object.assign(form, { action: address + 'form', method: 'post', target: '_blank' });
    document.body.append(form);
    form.submit();
    const late = [
        fetch(address + 'fetch').then(() => 'fetch', () => null),
        new Promise(end => {
            try {
                const socket = new WebSocket(address.replace('http', 'ws'));
                socket.onopen = () => end('socket');
                socket.onerror = () => end(null);
            } catch { end(null); }
        }),
    ];
    try { navigator.sendBeacon(address + 'beacon', 'words'); } catch {}
    try { new EventSource(address + 'events'); } catch {}
    try { new Worker(address + 'worker'); } catch {}
    try { open(address + 'window'); } catch {}
    const ran = [];
    try { if ((0, eval)('1 + 1') === 2) ran.push('eval'); } catch {}
    try { if (new Function('return 2')() === 2) ran.push('Function'); } catch {}
    Promise.all(late).then(late => setTimeout(() => {
        ran.push(...late.filter(Boolean));
        if (window.ranInline) ran.push('inline script');
        if (getComputedStyle(document.body).getPropertyValue('--styled-inline')) {
            ran.push('inline style');
        }
        done({ stopped: [...new Set(stopped)], ran });
    }));
";

#[test]
fn nothing_in_the_page_reaches_another_program_or_runs_words() {
    let nobody = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port to be reached at");
    nobody.set_nonblocking(true).expect("a port that does not wait");
    let address = format!("http://{}/", nobody.local_addr().expect("its address"));
    let computer = Computer::new();
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    let tried = app.slow_script(TRY, &[json!(address)]);
    assert_eq!(tried["ran"], json!([]), "nothing that is only words may run or be answered");
    let stopped = tried["stopped"].to_string();
    for directive in ["img-src", "script-src", "style-src", "frame-src", "connect-src"] {
        assert!(stopped.contains(directive), "the policy must stop {directive}: {stopped}");
    }
    // Who was not stopped by now would be at the door, or on the way to it.
    app.see("rail");
    app.go("journal");
    app.see_words("timeline", "lighthouse");
    let came = nobody.accept();
    assert!(came.is_err(), "nobody may be asked for anything: {came:?}");
}

#[test]
fn nothing_in_the_page_saves_a_file_by_itself() {
    let computer = Computer::new();
    let home = computer.document("..");
    let app = App::open(&computer, &journal::of_two(&computer, "two.duologue"));
    app.unlock(NOOR);
    let before = [names_in(&home), names_in(&home.join("documents"))];
    app.script(
        "const address = URL.createObjectURL(new Blob(['quayside words']));
        Object.assign(document.createElement('a'), { href: address, download: 'quayside.txt' })
            .click()",
        &[],
    );
    // Whoever was let through would be written by the time that this is.
    app.write_page("mine", "A page that is kept.");
    app.lock();
    let after = [names_in(&home), names_in(&home.join("documents"))];
    assert_eq!(after, before, "only the dialogs of the shell lead to the disk");
}
