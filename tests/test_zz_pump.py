import time,sys,itertools,asyncio
from tests.wire import QQ
from plugins.inbox import table
PUMPS=["\n","1","一","的","王 ","3月"]
async def test_pump(house, log_errors):
    w=QQ()
    await w.say("管理员","开通 恋湖社区 模板 恋湖")
    await w.say("管理员",[("text","任命 "),("at","队长老陈"),("text"," 环境保护 队长")])
    await w.say("管理员","发布 清洁家园 11月28日 9:00-11:00 亲水平台 20人")
    words=sorted(table.WORDS, key=len)
    one={}
    for word in words:
        for c in table.WORDS[word]: one.setdefault(c.name,word)
    bad=[]
    t00=time.time()
    for name,word in one.items():
        for p in PUMPS:
            for mid in (" ",):
                said=(word+mid+p*2000)[:1990]+"!"
                t=time.thread_time()
                await w.say("管理员",said,group=None)
                t=time.thread_time()-t
                if t>0.4: bad.append((round(t,2),name,mid,repr(p))); print("ZZ",bad[-1],flush=True)
        if time.time()-t00>900: print("ZZ stopped at",name); break
    for p in PUMPS:
        for said in (p*1990, "#接龙\n"+p*1990, "@小红帽 "+p*1990, "1. "+p*1990):
            for g in (None,"70001"):
                t=time.thread_time(); await w.say("王阿姨",said,group=g); t=time.thread_time()-t
                if t>0.4: print("ZZ",round(t,2),said[:8],g,repr(p),flush=True)
    print("ZZ errors",log_errors[:3]); log_errors.clear()
