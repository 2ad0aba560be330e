
// Filters, searches and moves. Everything that is shown is in the page already.
'use strict';
(() => {
  const SEVERITIES = ['none', 'additive', 'dangerous', 'breaking', 'docs'];
  // So many changes can be unfolded for a printer.
  const PRINTED = 2000;
  const by = (id) => document.getElementById(id);
  const worse = (a, b) => (SEVERITIES.indexOf(a) > SEVERITIES.indexOf(b) ? a : b);

  const form = by('controls');
  const help = by('help');
  if (!form) return;
  for (const element of document.querySelectorAll('.js')) element.hidden = false;

  // The page as a tree, looked up once.
  const services = [...document.querySelectorAll('.service')].map((element) => ({
    element,
    name: element.dataset.service,
    shown: element.querySelector('.shown'),
    subjects: [...element.querySelectorAll('.subject')].map((subject) => ({
      element: subject,
      changes: [...subject.querySelectorAll('.change')].map((change) => {
        const { wire, rust, rule } = change.dataset;
        return { element: change, wire, rust, worse: worse(wire, rust), rule, service: element.dataset.service, text: null };
      }),
    })),
  }));
  const changes = services.flatMap((service) => service.subjects.flatMap((subject) => subject.changes));
  const ids = new Map(changes.map((change, at) => [change.element.id, at]));

  const textOf = (change) => {
    if (change.text === null) {
      const { element } = change;
      const parts = [element.id, element.dataset.place];
      for (const part of element.querySelectorAll('.what, dd, .text')) parts.push(part.textContent);
      change.text = parts.join('\n').toLowerCase();
    }
    return change.text;
  };

  // What is asked for, in the controls, and in the address as `#q=…&show=…&by=…&service=…&rule=…`.
  const boxes = [...form.querySelectorAll('input[name=show]')];
  const read = () => ({
    q: by('q').value.trim(),
    show: boxes.filter((box) => box.checked).map((box) => box.value),
    by: by('by').value,
    service: by('service').value,
    rule: by('rule').value,
  });
  const write = (state) => {
    const choose = (select, value) => {
      select.value = value;
      if (select.selectedIndex < 0) select.selectedIndex = 0;
    };
    by('q').value = state.get('q') ?? '';
    // What nobody knows hides nothing.
    const show = (state.get('show') ?? '').split(',').filter((value) => SEVERITIES.includes(value));
    for (const box of boxes) box.checked = !show.length || show.includes(box.value);
    choose(by('by'), state.get('by') ?? 'worse');
    choose(by('service'), state.get('service') ?? '');
    choose(by('rule'), state.get('rule') ?? '');
  };
  const address = (state) => {
    const parts = new URLSearchParams();
    if (state.q) parts.set('q', state.q);
    if (state.show.length < boxes.length) parts.set('show', state.show.join(','));
    if (state.by !== 'worse') parts.set('by', state.by);
    if (state.service) parts.set('service', state.service);
    if (state.rule) parts.set('rule', state.rule);
    return parts;
  };
  const remember = (parts) => {
    const hash = parts.toString().replaceAll('%2C', ',');
    const here = location.href.split('#')[0];
    if (`#${hash}` !== location.hash) history.replaceState(null, '', hash ? `#${hash}` : here);
  };

  const plural = (number, word) => `${number} ${word}${number === 1 ? '' : 's'}`;

  const apply = () => {
    const state = read();
    const terms = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    const counts = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0]));
    let all = 0;
    let breaking = 0;
    for (const service of services) {
      let ofService = 0;
      let total = 0;
      for (const subject of service.subjects) {
        let ofSubject = 0;
        for (const change of subject.changes) {
          total += 1;
          const severity = change[state.by];
          let fits = (!state.service || change.service === state.service) && (!state.rule || change.rule === state.rule);
          if (fits && terms.length) {
            const text = textOf(change);
            fits = terms.every((term) => text.includes(term));
          }
          if (fits) counts[severity] += 1;
          const hidden = !(fits && state.show.includes(severity));
          if (change.element.hidden !== hidden) change.element.hidden = hidden;
          if (!hidden) {
            ofSubject += 1;
            if (change.worse === 'breaking') breaking += 1;
          }
        }
        if (subject.element.hidden !== (ofSubject === 0)) subject.element.hidden = ofSubject === 0;
        ofService += ofSubject;
      }
      if (service.element.hidden !== (ofService === 0)) service.element.hidden = ofService === 0;
      const words = ofService === total ? plural(total, 'change') : `${ofService} of ${plural(total, 'change')}`;
      if (service.shown.textContent !== words) service.shown.textContent = words;
      all += ofService;
    }
    for (const count of form.querySelectorAll('[data-count]')) count.textContent = counts[count.dataset.count];
    const shown = all === changes.length ? plural(all, 'change') : `${all} of ${plural(changes.length, 'change')}`;
    by('count').textContent = `${shown}, ${breaking} breaking`;
    by('nothing').hidden = all > 0;
    lines();
    return state;
  };
  const filter = () => remember(address(apply()));
  const reset = () => {
    write(new URLSearchParams());
    filter();
  };

  // Lines that accept changes.
  const line = ({ element, rule }) => {
    const values = element.dataset.wire === 'docs' ? null : element.querySelector('.values');
    return `${element.id} ${element.dataset.place}: ${rule}${values ? ` (${values.textContent})` : ''}`;
  };
  const lines = () => {
    if (!by('accept').open) return;
    const shown = changes.filter((change) => !change.element.hidden);
    by('lines').value = shown.map((change) => `${line(change)}\n`).join('');
  };
  const say = (words) => {
    by('told').textContent = words;
  };
  const copy = async (text, button) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without the permission, as in a frame.
      const area = document.createElement('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
      button?.focus();
    }
    say('Copied');
    if (button && !button.dataset.label) {
      button.dataset.label = button.textContent;
      button.textContent = 'Copied';
      setTimeout(() => {
        button.textContent = button.dataset.label;
        delete button.dataset.label;
      }, 1500);
    }
  };

  // Moving: the change where the reader is.
  let here = -1;
  const go = (at) => {
    changes[here]?.element.classList.remove('here');
    here = at;
    const { element } = changes[at];
    element.classList.add('here');
    const summary = element.querySelector('summary');
    summary.focus({ preventScroll: true });
    // What is out of sight has no size before it is moved to.
    element.scrollIntoView({ block: 'center' });
    requestAnimationFrame(() => element.scrollIntoView({ block: element.offsetHeight > innerHeight / 2 ? 'start' : 'center' }));
  };
  const move = (step, fits) => {
    for (let at = here < 0 && step < 0 ? changes.length - 1 : here + step; changes[at]; at += step) {
      if (!changes[at].element.hidden && fits(changes[at])) {
        go(at);
        return;
      }
    }
    say(step > 0 ? 'No more changes below' : 'No more changes above');
  };
  const any = () => true;
  const breaks = (change) => change.worse === 'breaking';

  // The address can name a change, a filter, or both.
  const follow = () => {
    const hash = location.hash.slice(1);
    const parts = new URLSearchParams(ids.has(hash) ? { at: hash } : hash.includes('=') ? hash : '');
    const at = ids.get(parts.get('at') ?? '');
    const names = ['q', 'show', 'by', 'service', 'rule'];
    if (names.some((name) => parts.has(name))) {
      write(parts);
      apply();
    }
    if (at === undefined) return;
    if (changes[at].element.hidden) {
      write(new URLSearchParams());
      apply();
      say('All changes are shown');
    }
    changes[at].element.open = true;
    go(at);
    const state = address(read());
    if (state.toString()) {
      state.set('at', changes[at].element.id);
      remember(state);
    }
  };

  let waiting;
  by('q').addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });
  form.addEventListener('change', (event) => {
    if (event.target !== by('q')) filter();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    filter();
    here = -1;
    move(1, any);
  });
  by('accept').addEventListener('toggle', lines);
  window.addEventListener('hashchange', follow);

  // Only what is unfolded needs a button.
  const offerCopy = ({ element }) => {
    if (!element.open || element.querySelector('button')) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset.do = 'copy';
    button.textContent = 'Copy as a line for --ignore';
    element.querySelector('.fingerprint').after(button);
  };
  document.addEventListener('toggle', ({ target }) => {
    const at = ids.get(target.id);
    if (at !== undefined) offerCopy(changes[at]);
  }, true);

  const unfold = (open) => {
    for (const change of changes) if (!change.element.hidden) change.element.open = open;
  };
  const done = {
    reset,
    unfold: () => unfold(true),
    fold: () => unfold(false),
    keys: () => help.showModal(),
    close: () => help.close(),
    copy: (button) => copy(line(changes[ids.get(button.closest('.change').id)]), button),
    'copy-lines': (button) => copy(by('lines').value, button),
  };
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-do]');
    if (button) done[button.dataset.do](button);
  });
  document.addEventListener('focusin', (event) => {
    const change = event.target.closest('.change');
    const at = change ? ids.get(change.id) : undefined;
    if (at === undefined || at === here) return;
    changes[here]?.element.classList.remove('here');
    here = at;
  });

  const keys = {
    '/': () => {
      by('q').focus();
      by('q').select();
    },
    j: () => move(1, any),
    k: () => move(-1, any),
    b: () => move(1, breaks),
    B: () => move(-1, breaks),
    o: () => {
      if (here < 0) move(1, any);
      if (changes[here]) changes[here].element.open = !changes[here].element.open;
    },
    c: () => {
      if (changes[here]) copy(line(changes[here]));
    },
    '?': () => help.showModal(),
  };
  document.addEventListener('keydown', (event) => {
    const { target } = event;
    if (event.key === 'Escape' && target === by('q')) {
      event.preventDefault();
      if (target.value) {
        target.value = '';
        filter();
      } else {
        target.blur();
        if (changes[here] && !changes[here].element.hidden) go(here);
      }
      return;
    }
    const isTyping = target.closest('input:not([type=checkbox]), select, textarea');
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping || help.open || !by('use-keys').checked) return;
    const act = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
    if (act) {
      event.preventDefault();
      act();
    }
  });

  // On paper nothing can be unfolded.
  let folded = [];
  window.addEventListener('beforeprint', () => {
    const shown = changes.filter((change) => !change.element.hidden);
    if (shown.length > PRINTED) return;
    folded = shown.filter((change) => !change.element.open);
    for (const change of folded) change.element.open = true;
  });
  window.addEventListener('afterprint', () => {
    for (const change of folded) change.element.open = false;
    folded = [];
  });

  for (const change of changes) offerCopy(change);
  apply();
  follow();
  // The browser goes to where the address points by itself, and takes the focus away.
  window.addEventListener('load', follow);

  // The first search should not have to wait for the text of all changes.
  let next = 0;
  const prepare = (deadline) => {
    while (next < changes.length && deadline.timeRemaining() > 2) textOf(changes[next++]);
    if (next < changes.length) requestIdleCallback(prepare);
  };
  if (window.requestIdleCallback) requestIdleCallback(prepare);
})();
